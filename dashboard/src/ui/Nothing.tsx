import { Vine } from "./Vine.tsx";

/** Nothing here, and what to do next. */
export function Nothing({ title, hint }: { title: string; hint?: string }) {
  return (
    <div className="nothing">
      <Vine size={56} />
      <div className="nothing-title">{title}</div>
      {hint && <div className="aux">{hint}</div>}
    </div>
  );
}
