import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What set-up installs for this AWS, and what outlasts a run: `.local` of the repository, or the folder that LAPTOP_AWS_HOME names. */
export const HOME = process.env.LAPTOP_AWS_HOME ?? fileURLToPath(new URL('../../../.local', import.meta.url));
/** The Python environment with what `requirements.txt` lists. */
export const VENV = path.join(HOME, 'venv');
export const PYTHON = path.join(VENV, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
