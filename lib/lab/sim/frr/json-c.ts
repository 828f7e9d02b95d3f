/** Options of json-c's printer that FRR sets per command. */
export interface JsonStyle {
  /** `\/` instead of `/` (JSON_C_TO_STRING_NOSLASHESCAPE not given). */
  escapeSlashes?: boolean;
}

/** JSON as json-c prints it for FRR: two spaces, no space after the colon, an empty array on two lines. */
export function jsonC(value: unknown, style: JsonStyle = {}, indent = ''): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return `[\n${indent}]`;
    return `[\n${value.map((item) => inner + jsonC(item, style, inner)).join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return `{\n${indent}}`;
    const lines = entries.map(([key, item]) => `${inner}${JSON.stringify(key)}:${jsonC(item, style, inner)}`);
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  const text = JSON.stringify(value);
  return style.escapeSlashes ? text.replaceAll('/', '\\/') : text;
}
