import { type Columns, rowsOf } from '#lib/contracts/columns.ts';
import type { DeltaEvent } from '#lib/contracts/stream.ts';

/** What is known of a topic. `rows` and `list` are replaced, never changed, so that they can be compared by identity. */
export interface TopicState {
  /** False until the first snapshot is there. */
  loaded: boolean;
  rows: ReadonlyMap<string, unknown>;
  list: readonly unknown[];
}

const nothing: TopicState = { loaded: false, rows: new Map(), list: [] };

interface Topic {
  state: TopicState;
  /** Changed since the last flush; `state.list` is made anew then. */
  working: Map<string, unknown>;
  dirty: boolean;
  listeners: Set<() => void>;
}

export interface TopicStore {
  state(topic: string): TopicState;
  subscribe(topic: string, listener: () => void): () => void;
  snapshot(topics: Record<string, Columns>): void;
  delta(topics: DeltaEvent['topics']): void;
  forget(topic: string): void;
}

/**
 * The rows of every topic, outside React. Changes are taken in at once and told to listeners once per frame, so that a
 * hundred changes a second cost at most one render a frame. In a hidden tab no frames come: nothing renders.
 *
 * @param schedule runs the function before the next paint
 */
export function createTopicStore(schedule: (flush: () => void) => void): TopicStore {
  const topics = new Map<string, Topic>();
  let scheduled = false;

  function topicOf(name: string): Topic {
    let topic = topics.get(name);
    if (!topic) {
      topic = { state: nothing, working: new Map(), dirty: false, listeners: new Set() };
      topics.set(name, topic);
    }
    return topic;
  }

  function flush(): void {
    scheduled = false;
    const listeners = new Set<() => void>();
    for (const topic of topics.values()) {
      if (!topic.dirty) continue;
      topic.dirty = false;
      topic.state = { loaded: true, rows: new Map(topic.working), list: [...topic.working.values()] };
      for (const listener of topic.listeners) listeners.add(listener);
    }
    for (const listener of listeners) listener();
  }

  function touch(topic: Topic): void {
    topic.dirty = true;
    if (scheduled) return;
    scheduled = true;
    schedule(flush);
  }

  return {
    state: (name) => topics.get(name)?.state ?? nothing,
    subscribe(name, listener) {
      const topic = topicOf(name);
      topic.listeners.add(listener);
      return () => topic.listeners.delete(listener);
    },
    snapshot(incoming) {
      for (const [name, columns] of Object.entries(incoming)) {
        const topic = topicOf(name);
        topic.working = rowsOf(columns);
        touch(topic);
      }
    },
    delta(incoming) {
      for (const [name, change] of Object.entries(incoming)) {
        const topic = topicOf(name);
        for (const [key, row] of Object.entries(change.set)) topic.working.set(key, row);
        for (const key of change.gone) topic.working.delete(key);
        touch(topic);
      }
    },
    forget(name) {
      const topic = topics.get(name);
      if (topic && topic.listeners.size === 0) topics.delete(name);
    },
  };
}
