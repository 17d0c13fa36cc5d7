import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { formatBps } from "@/contracts/format.ts";
import { rule_bounds, type SetExtra } from "@/contracts/staff/rules.ts";
import { mallNow } from "../lib/clock.ts";
import { Nothing } from "../ui/Nothing.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { ExtraCalendar } from "./ExtraCalendar.tsx";
import { ExtraForm } from "./ExtraForm.tsx";
import type { Names } from "./changes.ts";
import type { Row } from "./rows.ts";
import { whenWords } from "./words.ts";

interface Props {
  extras: readonly SetExtra[];
  rows: readonly Row[];
  names: Names;
  /** Not given: only to be read. */
  onChange?: (extras: SetExtra[]) => void;
}

/** Dynamic commission: what is added to level 1 for a time. */
export function Extras({ extras, rows, names, onChange }: Props) {
  const [opened, setOpened] = useState<number | null>(null);
  const put = (extra: SetExtra) =>
    onChange?.(
      opened !== null && extras[opened]
        ? extras.map((one, at) => at === opened ? extra : one)
        : [...extras, extra],
    );
  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>加佣日历</h2>
          <span className="aux">到时间自动加在一级上，过了自动停；同时有几个就加起来</span>
        </div>
        {onChange && extras.length < rule_bounds.extras && (
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setOpened(extras.length)}
          >
            加一个
          </Button>
        )}
      </div>
      {extras.length === 0 ? <Nothing title="还没有加佣" hint="大促前定好，到时间自动加" /> : (
        <>
          <ExtraCalendar
            extras={extras}
            placeName={names.place}
            {...(onChange ? { onOpen: setOpened } : {})}
          />
          <ExtraTable
            {...{ extras, names }}
            {...(onChange ? { onChange, onOpen: setOpened } : {})}
          />
        </>
      )}
      {opened !== null && (
        <ExtraForm
          extra={extras[opened]}
          rows={rows}
          onPut={put}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
}

interface TableProps extends Pick<Props, "extras" | "names" | "onChange"> {
  onOpen?: (at: number) => void;
}

function ExtraTable({ extras, names, onChange, onOpen }: TableProps) {
  const rows = extras.map((extra, at) => ({ extra, at }));
  return (
    <PlainTable
      rows={rows}
      keyOf={({ at }) => String(at)}
      columns={[
        { title: "名称", cell: ({ extra }) => extra.name },
        { title: "范围", cell: ({ extra }) => names.place(extra) },
        { title: "加", isFigure: true, cell: ({ extra }) => `+${formatBps(extra.extra_bps)}` },
        {
          title: "时间",
          cell: ({ extra }) => <span className="rules-time">{whenWords(extra)}</span>,
        },
        { title: "状态", cell: ({ extra }) => <StateTag {...stateOf(extra)} /> },
        ...(onChange
          ? [{
            title: "操作",
            cell: ({ extra, at }: typeof rows[number]) => (
              <>
                <Button type="link" aria-label={`修改 ${extra.name}`} onClick={() => onOpen?.(at)}>
                  修改
                </Button>
                <Button
                  type="link"
                  danger
                  aria-label={`去掉 ${extra.name}`}
                  onClick={() => onChange(extras.filter((_, n) => n !== at))}
                >
                  去掉
                </Button>
              </>
            ),
          }]
          : []),
      ]}
    />
  );
}

function stateOf({ starts_at, ends_at }: SetExtra) {
  const now = mallNow();
  if (Date.parse(ends_at) <= now) return { text: "已过", tone: "quiet" } as const;
  if (Date.parse(starts_at) > now) return { text: "还没开始", tone: "info" } as const;
  return { text: "进行中", tone: "brand" } as const;
}
