/** @type {import('next').NextConfig} */
const config = {
  // Two builds can live side by side: the product's in .next, a test's or a benchmark's where it says.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['@kubernetes/client-node', 'ws', 'undici', 'pino', 'prom-client'],
  // `npm test` checks the types of everything; a build is quick without doing it again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
