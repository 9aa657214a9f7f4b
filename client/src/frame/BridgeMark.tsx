/** The hub's mark: one arch from shore to shore, and what is live shining above it. */
export function BridgeMark() {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path class="mark-arch" d="M5 34a19 19 0 0 1 38 0" />
      <path class="mark-deck" d="M3 34h42M15 33V18M24 33V16M33 33V18" />
      <circle class="mark-light" cx="24" cy="9" r="3.2" />
    </svg>
  );
}
