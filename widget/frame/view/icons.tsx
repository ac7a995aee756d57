/** The signs on the buttons. They say nothing that the button's name does not say. */
export function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

export const CloseIcon = () => <Icon path="M6 6l12 12M18 6L6 18" />;
export const MoreIcon = () => <Icon path="M5 12h.01M12 12h.01M19 12h.01" />;
export const AttachIcon = () => (
  <Icon path="M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.500 8.500a1.800 1.800 0 0 1-2.600-2.600L15 7" />
);
export const SendIcon = () => <Icon path="M12 20V5M5 12l7-7 7 7" />;
