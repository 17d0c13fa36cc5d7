import { Button, Space } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { WorkItem } from "@/contracts/staff/work.ts";
import { work_kinds, type WorkAction } from "@/contracts/work.ts";
import { Decision } from "../ui/Decision.tsx";
import { MendRefund } from "./MendRefund.tsx";
import { useDecideWork } from "./queries.ts";
import { actionWord, consequences, isFinal } from "./words.ts";

/** What whoever is signed in may do about a row, each with its reason. */
export function WorkActions({ item }: { item: WorkItem }) {
  const [action, setAction] = useState<WorkAction | null>(null);
  const close = () => setAction(null);
  return (
    <>
      <Space size={8} wrap>
        {item.actions.map((one) => <Act key={one} item={item} action={one} onOpen={setAction} />)}
      </Space>
      {action === "mend" && <MendRefund item={item} onClose={close} />}
      {action !== null && action !== "mend" && (
        <Decide item={item} action={action} onClose={close} />
      )}
    </>
  );
}

interface ActProps {
  item: WorkItem;
  action: WorkAction;
  onOpen: (action: WorkAction) => void;
}

/** One button; a waybill is mended in its order. */
function Act({ item, action, onOpen }: ActProps) {
  const word = actionWord(item, action);
  if (action === "mend" && item.kind === "unsent_shipping") {
    return <Link to={`/orders?order=${item.detail.order_id}`}>{word}</Link>;
  }
  return (
    <Button
      size="small"
      type={action === item.actions[0] && action !== "dismiss" ? "primary" : "default"}
      onClick={() => onOpen(action)}
    >
      {word}
    </Button>
  );
}

function Decide(
  { item, action, onClose }: { item: WorkItem; action: WorkAction; onClose: () => void },
) {
  const decide = useDecideWork(item, onClose);
  const word = actionWord(item, action);
  return (
    <Decision
      title={`${word}：${work_kinds[item.kind].title}`}
      consequences={consequences(item, action)}
      okText={word}
      isDanger={isFinal(item, action)}
      command={{ ...decide, run: (reason) => decide.run({ action, reason }) }}
      onClose={onClose}
    />
  );
}
