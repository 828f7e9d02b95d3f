import { ensureBuild } from './ensure-build.ts';

/** `npm run build`: builds what `npm start` serves; says so and does nothing when the sources have not changed. */
process.exitCode = await ensureBuild({ force: process.argv.includes('--force') });
