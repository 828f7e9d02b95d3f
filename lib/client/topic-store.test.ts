import { describe, expect, it } from 'vitest';
import { createTopicStore } from './topic-store.ts';

function withFrames() {
  const frames: (() => void)[] = [];
  const store = createTopicStore((flush) => frames.push(flush));
  const paint = () => {
    for (const flush of frames.splice(0)) flush();
  };
  return { store, frames, paint };
}

const two = { keys: ['a/1', 'a/2'], fields: { name: ['1', '2'], ready: ['1/1', '0/1'] } };

describe('createTopicStore', () => {
  it('turns columns into rows and says when the first snapshot is there', () => {
    const { store, paint } = withFrames();
    expect(store.state('pods').loaded).toBe(false);
    store.snapshot({ pods: two });
    paint();
    expect(store.state('pods').loaded).toBe(true);
    expect(store.state('pods').list).toEqual([
      { name: '1', ready: '1/1' },
      { name: '2', ready: '0/1' },
    ]);
  });

  it('tells a listener once a frame, however many changes came, and only of its own topic', () => {
    const { store, frames, paint } = withFrames();
    let pods = 0;
    let events = 0;
    store.subscribe('pods', () => {
      pods += 1;
    });
    store.subscribe('events', () => {
      events += 1;
    });
    store.snapshot({ pods: two });
    for (let i = 0; i < 100; i += 1)
      store.delta({ pods: { set: { 'a/2': { name: '2', ready: `${i}` } }, gone: [] } });
    expect(frames).toHaveLength(1);
    paint();
    expect([pods, events]).toEqual([1, 0]);
    expect(store.state('pods').rows.get('a/2')).toEqual({ name: '2', ready: '99' });
  });

  it('keeps the identity of rows that did not change', () => {
    const { store, paint } = withFrames();
    store.snapshot({ pods: two });
    paint();
    const before = store.state('pods');
    store.delta({ pods: { set: {}, gone: ['a/2'] } });
    paint();
    const after = store.state('pods');
    expect(after).not.toBe(before);
    expect(after.rows.get('a/1')).toBe(before.rows.get('a/1'));
    expect(after.rows.has('a/2')).toBe(false);
  });

  it('knows that a topic is empty, as opposed to not loaded', () => {
    const { store, paint } = withFrames();
    store.snapshot({ pods: { keys: [], fields: {} } });
    paint();
    expect(store.state('pods')).toMatchObject({ loaded: true, list: [] });
  });
});
