import { Button, Space } from "antd";
import { useState } from "react";
import type { ChannelCode } from "@/contracts/staff/channel_codes.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { CodeForm } from "./CodeForm.tsx";
import { CodePicture } from "./CodePicture.tsx";
import { useSetCodeStatus } from "./queries.ts";

/** What one does with a channel code. */
export function CodeActions({ code }: { code: ChannelCode }) {
  const [act, setAct] = useState<"picture" | "edit" | "switch" | null>(null);
  const close = () => setAct(null);
  const may = useMay("distributor");
  const stops = code.status === "on";
  return (
    <Space>
      <Button
        size="small"
        aria-label={`${code.name} 的小程序码`}
        onClick={() => setAct("picture")}
      >
        小程序码
      </Button>
      {may && (
        <>
          <Button size="small" aria-label={`修改 ${code.name}`} onClick={() => setAct("edit")}>
            修改
          </Button>
          <Button
            size="small"
            danger={stops}
            aria-label={`${stops ? "停用" : "恢复"} ${code.name}`}
            onClick={() => setAct("switch")}
          >
            {stops ? "停用" : "恢复"}
          </Button>
        </>
      )}
      {act === "picture" && <CodePicture code={code} onClose={close} />}
      {act === "edit" && <CodeForm code={code} onClose={close} />}
      {act === "switch" && <Switch code={code} onClose={close} />}
    </Space>
  );
}

function Switch({ code, onClose }: { code: ChannelCode; onClose: () => void }) {
  const change = useSetCodeStatus(code.id, onClose);
  const stops = code.status === "on";
  const status = stops ? "stopped" : "on";
  return (
    <Decision
      title={`${stops ? "停用" : "恢复"}渠道码 · ${code.name}`}
      consequences={stops
        ? ["扫码仍然打开原来的页面，也计数，但不再归指定的推广员。", "可以随时恢复。"]
        : ["重新按平常的规则归指定的推广员。"]}
      okText={stops ? "停用" : "恢复"}
      isDanger={stops}
      command={{ ...change, run: (reason) => change.run({ status, reason }) }}
      onClose={onClose}
    />
  );
}
