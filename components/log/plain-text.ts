/*
 * Control sequences of terminals (ECMA-48): CSI (colours, cursor), OSC (titles, links; ended by BEL or ST), other
 * string sequences, two-character escapes. An unfinished one at the end of a line is left to the second pass.
 */
const sequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-Z\\^-~]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /[\u0000-\u0008\u000b-\u001f]/g;

/** C1 controls, and characters that turn or hide text: they could make a line read as something it is not. */
const misleading = /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A line of a log as text: colours and cursor movements dropped, every other control character shown as its picture
 * (`␛`, `␇`), direction overrides as `\ufffd`. Nothing is interpreted.
 */
export function plainText(line: string): string {
  return line
    .replace(sequences, '')
    .replace(controls, (character) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
    .replace(misleading, '\ufffd');
}
