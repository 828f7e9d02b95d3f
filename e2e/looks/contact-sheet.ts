/** One picture: a page in a state, as one person sees it. */
export interface Shot {
  file: string;
  view: string;
  state: string;
  size: string;
  theme: string;
  language: string;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/** A page with all pictures, a row for each page and state; needs nothing but the files beside it. */
export function contactSheet(shots: readonly Shot[]): string {
  const rows = Map.groupBy(shots, ({ state, view }) => `${state} · ${view}`);
  const row = ([title, list]: [string, Shot[]]): string => {
    const cells = list.map((shot) => {
      const what = escaped([shot.size, shot.theme, shot.language].join(' '));
      const file = encodeURIComponent(shot.file);
      return `<a href="${file}"><img src="${file}" alt="${escaped(title)}, ${what}" loading="lazy"><br>${what}</a>`;
    });
    return `<h2>${escaped(title)}</h2><div>${cells.join('')}</div>`;
  };
  return `<!doctype html><meta charset="utf-8"><title>Screenshots</title>
<style>
body { font: 13px system-ui; margin: 1rem; background: #888; color: #000 }
div { display: flex; gap: 0.75rem; overflow-x: auto }
img { height: 15rem }
a { color: inherit; text-align: center }
</style>
${[...rows].map(row).join('\n')}
`;
}
