import { expect, test } from 'vitest';
import { readWallOptions } from './options.ts';

const read = (query: string) => readWallOptions(new URLSearchParams(query));

test('an address without options is a dark wall of everything', () => {
  expect(read('')).toEqual({
    options: {
      chains: [],
      namespaces: [],
      page: 20,
      theme: 'dark',
      language: null,
      timeZone: null,
      sound: false,
    },
    ignored: [],
  });
});

test('every option is read', () => {
  const { options, ignored } = read(
    'chains=edge,%20core/mobile,&namespaces=cnf-edge&page=45&theme=light&lang=ja&tz=Asia/Tokyo&sound=on&link=abc',
  );
  expect(options).toEqual({
    chains: ['edge', 'core/mobile'],
    namespaces: ['cnf-edge'],
    page: 45,
    theme: 'light',
    language: 'ja',
    timeZone: 'Asia/Tokyo',
    sound: true,
  });
  expect(ignored).toEqual([]);
});

test('what cannot be read is named and changes nothing else', () => {
  const { options, ignored } = read('page=soon&tz=Mars/Olympus&theme=pink&chain=edge&sound=on');
  expect(options).toMatchObject({ page: 20, timeZone: null, theme: 'dark', sound: true });
  expect(ignored).toEqual(['page=soon', 'theme=pink', 'tz=Mars/Olympus', 'chain']);
});
