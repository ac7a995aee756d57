/** What `doctor` finds: one line of plain words each, and what to do. */

export type Finding = {
  name: string;
  /** A failure makes `doctor` exit 1, and a server refuse to start after an upgrade. */
  status: 'ok' | 'warning' | 'failure';
  detail: string;
  advice?: string;
};

/** A check looks at one thing. What it throws is a failure of its own. */
export type Check<Patient> = { name: string; look: (patient: Patient) => Promise<Answer> | Answer };
export type Answer = Omit<Finding, 'name'>;

export const ok = (detail: string): Answer => ({ status: 'ok', detail });
export const warning = (detail: string, advice: string): Answer => ({ status: 'warning', detail, advice });
export const failure = (detail: string, advice: string): Answer => ({ status: 'failure', detail, advice });

/** Runs checks one after the other. */
export async function examine<Patient>(
  patient: Patient,
  checks: readonly Check<Patient>[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, look } of checks) {
    try {
      findings.push({ name, ...(await look(patient)) });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      findings.push({
        name,
        ...failure(`Could not be checked: ${detail}`, 'Mend what is named here, and try again.'),
      });
    }
  }
  return findings;
}
