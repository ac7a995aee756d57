/** The mark of Rapport: two people's words, meeting. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden>
      <path
        d="M4 10a6 6 0 0 1 6-6h6a6 6 0 0 1 6 6v3a6 6 0 0 1-6 6h-5l-4.2 3.4A.5.5 0 0 1 6 22v-3.6A6 6 0 0 1 4 14z"
        fill="var(--accent)"
      />
      <path
        d="M24.5 12.2A6 6 0 0 1 28 17.6V20a6 6 0 0 1-2 4.4V28a.5.5 0 0 1-.8.4L21 25h-3.5a6 6 0 0 1-4.7-2.3H16.500a8.500 8.500 0 0 0 8-8.500z"
        fill="var(--accent)"
        opacity="0.45"
      />
    </svg>
  );
}
