import { Empty } from "antd";
import { Vine } from "./Vine.tsx";

/** Nothing here, and what to do next. */
export function Nothing({ title, hint }: { title: string; hint?: string }) {
  return (
    <Empty
      image={<Vine size={56} />}
      styles={{ image: { height: 56, opacity: 0.5 } }}
      description={
        <>
          <div className="nothing-title">{title}</div>
          {hint && <div className="aux">{hint}</div>}
        </>
      }
    />
  );
}
