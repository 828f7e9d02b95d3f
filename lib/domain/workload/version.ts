/**
 * The version that an image reference names: its tag; without one, the digest's algorithm and first twelve digits; with
 * neither, `latest`, which is what the runtime pulls. Where the reference has no tag and the runtime resolved it to a
 * digest, that digest is not shown instead of `latest`: the manifest says latest.
 * A tag beside a digest is for people, so the tag is shown.
 * @param image as in the container's spec, `registry:5000/team/frr:10.3@sha256:…`
 * @param imageID as in the container's status; counts only where the image itself is a bare digest or empty
 * Source: github.com/distribution/reference `ReferenceRegexp`, v0.6 (a colon before a slash belongs to a port).
 */
export function versionOfImage(image: string, imageID?: string): string {
  const [name = '', digest] = splitAtFirst(image, '@');
  // The kubelet puts a bare image id in place of the reference where the node knows no name for it.
  if (/^sha256:[0-9a-f]{12,}$/.test(name)) return short(name);
  const lastPart = name.slice(name.lastIndexOf('/') + 1);
  const [repository, tag] = splitAtFirst(lastPart, ':');
  if (tag) return tag;
  if (digest) return short(digest);
  if (repository) return 'latest';
  const resolved = splitAtFirst(imageID ?? '', '@')[1];
  return resolved ? short(resolved) : 'latest';
}

function splitAtFirst(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function short(digest: string): string {
  const [algorithm, digits] = splitAtFirst(digest, ':');
  return digits === undefined ? algorithm.slice(0, 12) : `${algorithm}:${digits.slice(0, 12)}`;
}
