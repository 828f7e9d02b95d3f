import { PageNotFound } from '#components/state/page-not-found.tsx';

export default function NotFound() {
  return <PageNotFound />;
}
