/** The form as it is typed: nothing in it has been read as a number or an address yet. */
export interface Draft {
  namespace: string;
  name: string;
  image: string;
  kind: 'statefulsets' | 'deployments';
  replicas: string;
  chain: string;
  position: string;
  networks: readonly NetworkDraft[];
  source: 'form' | 'text';
  text: string;
  asn: string;
  routerId: string;
  neighbors: readonly NeighborDraft[];
  announce: string;
}

export interface NetworkDraft {
  id: string;
  network: string;
  /** Separated by spaces, commas or lines. */
  addresses: string;
}

export interface NeighborDraft {
  id: string;
  address: string;
  asn: string;
  description: string;
}

export const emptyDraft: Draft = {
  namespace: '',
  name: '',
  image: 'quay.io/frrouting/frr:10.3.0',
  kind: 'statefulsets',
  replicas: '1',
  chain: '',
  position: '',
  networks: [],
  source: 'form',
  text: '',
  asn: '',
  routerId: '',
  neighbors: [],
  announce: '',
};

/** A number where it is one; otherwise what was typed, for the server to say so. */
const numberIn = (text: string): number | string => (/^\d+$/.test(text.trim()) ? Number(text) : text);
const listIn = (text: string): string[] => text.split(/[\s,]+/).filter((item) => item !== '');

/** The body that asks for what was typed. Whether it has the form it must have, the server says. */
export function requestOf(draft: Draft) {
  const { kind, chain, position } = draft;
  return {
    namespace: draft.namespace.trim(),
    name: draft.name.trim(),
    image: draft.image.trim(),
    kind,
    replicas: numberIn(draft.replicas),
    chain:
      chain.trim() === '' && position.trim() === ''
        ? null
        : { name: chain.trim(), position: numberIn(position) },
    networks: draft.networks.map(({ network, addresses }) => ({
      network: network.trim(),
      addresses: listIn(addresses),
    })),
    config:
      draft.source === 'text'
        ? { text: draft.text }
        : {
            asn: numberIn(draft.asn),
            routerId: draft.routerId.trim(),
            neighbors: draft.neighbors.map(({ address, asn, description }) => ({
              address: address.trim(),
              asn: numberIn(asn),
              description: description.trim() || null,
            })),
            announce: listIn(draft.announce),
          },
  };
}

/** Fields as the form has them; each has its own words for what it must be. */
export const fieldNames = [
  'namespace',
  'name',
  'image',
  'replicas',
  'chain',
  'position',
  'network',
  'addresses',
  'text',
  'asn',
  'routerId',
  'address',
  'description',
  'announce',
] as const;
export type FieldName = (typeof fieldNames)[number];

/** What a field of the request is in the form: `config.announce.2` is one of the announced prefixes. */
export function fieldAt(path: string): { place: string; field: FieldName } | null {
  const place = path.replace(/^(.*\b(?:addresses|announce))\.\d+$/, '$1');
  if (place === 'chain.name') return { place, field: 'chain' };
  const field = fieldNames.find((name) => name === place.split('.').at(-1));
  return field === undefined ? null : { place, field };
}
