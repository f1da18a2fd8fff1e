/** The door of Milango itself: one leaf closed, one open on the light. */
export function Mark({ light = "#FFD447" }: { readonly light?: string }) {
  return (
    <svg viewBox="0 0 25 30" aria-hidden="true">
      <path d="M12.5 1A11.5 11.5 0 001 12.5V29h11.5z" fill="currentColor" />
      <path d="M12.5 1A11.5 11.5 0 0124 12.5V29H12.5z" fill={light} />
      <path d="M24 12.5V29l-5.5-3.6V10.2z" fill="currentColor" />
    </svg>
  );
}
