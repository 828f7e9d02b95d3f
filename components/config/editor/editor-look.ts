import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const color = (name: string): string => `var(--color-${name})`;

/** Only colours that hold 4.5:1 on the page's grounds; what they say, weight or words say too. */
const highlight = HighlightStyle.define([
  { tag: tags.lineComment, color: color('muted'), fontStyle: 'italic' },
  { tag: tags.definitionKeyword, color: color('accent'), fontWeight: '700' },
  { tag: tags.controlKeyword, color: color('muted') },
  { tag: tags.keyword, color: color('accent') },
  { tag: tags.deleted, color: color('down'), fontWeight: '700' },
  { tag: tags.propertyName, color: color('text') },
  { tag: tags.labelName, color: color('degraded') },
  { tag: tags.literal, color: color('progressing') },
  { tag: tags.number, color: color('progressing') },
  { tag: tags.bool, color: color('ok') },
  { tag: tags.invalid, color: color('down') },
  { tag: tags.string, color: color('unknown') },
  { tag: tags.special(tags.string), color: color('degraded'), fontStyle: 'italic' },
  { tag: tags.null, color: color('muted') },
]);

/** The page's own colours, which follow its theme by themselves: one look for light and dark. */
const look = EditorView.theme({
  '&': {
    color: color('text'),
    backgroundColor: color('surface'),
    fontSize: '0.8125rem',
    height: '100%',
  },
  // Above the line of the cursor, which has a ground of its own.
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused::after': {
    content: '""',
    position: 'absolute',
    inset: '0',
    border: `2px solid ${color('accent')}`,
    pointerEvents: 'none',
    zIndex: '10',
  },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { caretColor: color('text'), padding: '4px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: color('text'), borderLeftWidth: '2px' },
  '.cm-line': { padding: '0 8px 0 6px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: color('accent-soft'),
  },
  '.cm-activeLine': { backgroundColor: color('raised') },
  '.cm-gutters': {
    backgroundColor: color('sunken'),
    color: color('muted'),
    borderRight: `1px solid ${color('line')}`,
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 10px', minWidth: '3.2em' },
  '.cm-activeLineGutter': { backgroundColor: color('raised'), color: color('text') },
  '.cm-foldGutter .cm-gutterElement': { padding: '0 3px', cursor: 'pointer' },
  '.cm-foldPlaceholder': {
    backgroundColor: color('sunken'),
    border: `1px solid ${color('line-strong')}`,
    color: color('muted'),
    padding: '0 6px',
    margin: '0 4px',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: color('accent-soft') },
  '.cm-selectionMatch': { backgroundColor: color('sunken') },
  '.cm-searchMatch': {
    backgroundColor: color('degraded-soft'),
    outline: `1px solid ${color('degraded-line')}`,
  },
  '.cm-searchMatch.cm-searchMatch-selected': {
    backgroundColor: color('accent-soft'),
    outline: `2px solid ${color('accent')}`,
  },
  '.cm-panels': { backgroundColor: color('raised'), color: color('text') },
  '.cm-panels.cm-panels-top': { borderBottom: `1px solid ${color('line')}` },
  '.cm-panels.cm-panels-bottom': { borderTop: `1px solid ${color('line')}` },
  '.cm-panel.cm-search': { padding: '6px 28px 6px 8px', fontFamily: 'var(--font-sans)' },
  '.cm-panel.cm-search label': { fontSize: '0.75rem' },
  '.cm-panel.cm-search [name=close]': { color: color('text'), right: '8px', top: '4px', fontSize: '1rem' },
  '.cm-textfield': {
    border: `1px solid ${color('line-strong')}`,
    backgroundColor: color('surface'),
    color: color('text'),
    fontSize: '0.8125rem',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: color('surface'),
    border: `1px solid ${color('line-strong')}`,
    borderRadius: '3px',
    color: color('text'),
    fontSize: '0.75rem',
  },
  '.cm-tooltip': {
    backgroundColor: color('raised'),
    border: `1px solid ${color('line-strong')}`,
    color: color('text'),
    boxShadow: 'var(--shadow-pop)',
    zIndex: '35',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-mono)',
    fontSize: '0.8125rem',
    maxHeight: '16em',
    maxWidth: 'min(90vw, 640px)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: color('accent'),
    color: color('on-accent'),
  },
  '.cm-completionDetail': { color: color('muted'), fontStyle: 'normal' },
  'li[aria-selected] .cm-completionDetail': { color: color('on-accent') },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-diagnostic': { padding: '3px 8px', fontSize: '0.8125rem', maxWidth: 'min(90vw, 560px)' },
  '.cm-diagnostic-error': { borderLeft: `4px solid ${color('down-solid')}` },
  '.cm-diagnostic-warning': { borderLeft: `4px solid ${color('degraded-solid')}` },
  '.cm-diagnostic-info': { borderLeft: `4px solid ${color('unknown-solid')}` },
  '.cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info': {
    backgroundImage: 'none',
    textDecorationLine: 'underline',
    textDecorationStyle: 'wavy',
    textDecorationThickness: '1px',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-error': { textDecorationColor: color('down-solid') },
  '.cm-lintRange-warning': { textDecorationColor: color('degraded-solid') },
  '.cm-lintRange-info': { textDecorationColor: color('unknown-solid') },
  '.cm-gutter-lint': { width: '1.3em' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0.15em' },
  '.cm-specialChar': { color: color('down'), backgroundColor: color('down-soft') },
});

export const editorLook: Extension = [look, syntaxHighlighting(highlight, { fallback: true })];
