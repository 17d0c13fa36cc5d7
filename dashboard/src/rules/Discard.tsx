import type { Refused } from "../lib/command.ts";
import { Decision } from "../ui/Decision.tsx";
import { useDiscardDraft } from "./queries.ts";

interface Props {
  revision: number;
  onRefused: Refused;
  onDone(): void;
  onClose(): void;
}

/** The draft is given up. */
export function Discard({ revision, onRefused, onDone, onClose }: Props) {
  const discard = useDiscardDraft(() => {
    onDone();
    onClose();
  }, onRefused);
  return (
    <Decision
      title="放弃草稿"
      consequences={["草稿里的修改不能恢复；正在生效的规则不变。"]}
      okText="放弃草稿"
      isDanger
      command={{ ...discard, run: (reason) => discard.run({ revision, reason }) }}
      onClose={onClose}
    />
  );
}
