/** Certificates as mail servers have them, good and bad, made by OpenSSL for one test. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type Certificate = { key: string; cert: string };

/** One that signed itself for a name; `isExpired`: its time is over since years. */
export function certificateFor(name: string, { isExpired = false } = {}): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificate-'));
  const at = (file: string) => path.join(folder, file);
  const openssl = (command: string) =>
    execFileSync('openssl', command.split(/\s+/), { stdio: 'ignore', cwd: folder });
  try {
    writeFileSync(at('index'), '');
    writeFileSync(at('serial'), '01\n');
    writeFileSync(
      at('config'),
      `[ca]\ndefault_ca = own\n[own]\ndatabase = index\nserial = serial\nnew_certs_dir = .\ndefault_md = sha256\npolicy = any
x509_extensions = more\n[any]\ncommonName = supplied\n[more]\nsubjectAltName = DNS:${name}\nbasicConstraints = CA:true\n`,
    );
    openssl(`req -new -newkey rsa:2048 -nodes -subj /CN=${name} -keyout key -out request`);
    const [from, to] = isExpired
      ? ['20010101000000Z', '20020101000000Z']
      : ['20200101000000Z', '20490101000000Z'];
    openssl(
      `ca -batch -selfsign -notext -config config -keyfile key -in request -out cert -startdate ${from} -enddate ${to}`,
    );
    return { key: readFileSync(at('key'), 'utf8'), cert: readFileSync(at('cert'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
