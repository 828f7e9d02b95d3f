import { resumeFunction } from '#lib/contracts/acting.ts';
import { handle } from '#lib/http/handle.ts';
import { resume as verb } from '#lib/services/resume.ts';

export const POST = handle(resumeFunction, verb);
