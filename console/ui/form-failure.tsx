/** Why a form could not be sent, said where the button is. */
import { Text } from '@mantine/core';

export function FormFailure({ text }: { text: string | undefined }) {
  return (
    <div aria-live="polite">
      {text && (
        <Text size="sm" c="var(--danger)">
          {text}
        </Text>
      )}
    </div>
  );
}
