import { Fragment } from 'react';

/** A name put together of words (NetworkAttachmentDefinition, session_recovery) may be broken between them in a narrow column. */
export function Breakable({ text }: { text: string }) {
  const [first = '', ...rest] = text.split(/(?<=_)|(?<=[a-z])(?=[A-Z])/);
  return (
    <>
      {first}
      {rest.map((word, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of one name, in their order
        <Fragment key={index}>
          <wbr />
          {word}
        </Fragment>
      ))}
    </>
  );
}
