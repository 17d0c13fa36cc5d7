/** The mark: a short vine with two leaves, in the colour of the text around it. */
export function Vine({ size = 24 }: { size?: number }) {
  return (
    <svg
      viewBox="0 0 48 48"
      width={size}
      height={size}
      fill="none"
      aria-hidden="true"
      className="vine"
    >
      <path d="M24 44V22" stroke="currentColor" strokeWidth="4" strokeLinecap="round" />
      <path d="M24 26C24 16 16 10 6 10c0 10 8 16 18 16Z" fill="currentColor" />
      <path d="M24 22c0-9 7-15 18-15 0 9-7 15-18 15Z" fill="currentColor" opacity=".7" />
    </svg>
  );
}
