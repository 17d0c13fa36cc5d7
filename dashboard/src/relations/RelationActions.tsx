import { Button, Space } from "antd";
import { useState } from "react";
import type { Relation } from "@/contracts/staff/relations.ts";
import { useMay } from "../lib/staff.tsx";
import { EndBinding, MoveBinding } from "./MoveBinding.tsx";

/** What staff may do with a binding. */
export function RelationActions({ relation }: { relation: Relation }) {
  const [act, setAct] = useState<"move" | "end" | null>(null);
  const close = () => setAct(null);
  if (!useMay("distributor")) return null;
  return (
    <Space>
      <Button
        size="small"
        aria-label={`调整 ${relation.label} 的归属`}
        onClick={() => setAct("move")}
      >
        调整
      </Button>
      <Button
        size="small"
        danger
        aria-label={`解除 ${relation.label} 的归属`}
        onClick={() => setAct("end")}
      >
        解除
      </Button>
      {act === "move" && <MoveBinding relation={relation} onClose={close} />}
      {act === "end" && <EndBinding relation={relation} onClose={close} />}
    </Space>
  );
}
