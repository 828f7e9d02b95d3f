import { describe, expect, it } from 'vitest';
import { quoted, say, sayAll } from './saying.ts';

describe('a saying', () => {
  it('has its text in English and what a page needs to say it', () => {
    expect(say('not-ready', { pod: 'p-0', seconds: 90 })).toEqual({
      text: 'p-0 is not Ready for 90 s',
      said: { code: 'not-ready', values: { pod: 'p-0', seconds: '90' } },
    });
  });

  it('leaves the words of others as they are, also where they look like its own', () => {
    const words = '{pod} $& %s';
    expect(say('preflight-failed', { detail: words }).text).toBe(`preflight: ${words}`);
    expect(quoted(words)).toEqual({ text: words, said: null });
  });
});

describe('several sayings', () => {
  const one = say('field-new', { path: 'spec.a' });

  it('are one, with the others in their order, and the words of somebody else among them', () => {
    expect(sayAll([one, quoted('Back-off'), say('more', { count: 2 })])).toEqual({
      text: 'spec.a was added; Back-off; and 2 more',
      said: {
        code: 'field-new',
        values: { path: 'spec.a' },
        and: [
          { code: 'quoted', values: { words: 'Back-off' } },
          { code: 'more', values: { count: '2' } },
        ],
      },
    });
  });

  it('are the one where there is one, and nothing where there is none', () => {
    expect(sayAll([one])).toBe(one);
    expect(sayAll([])).toBeNull();
  });
});
