import { Button, Modal } from "antd";
import { useState } from "react";
import type { TextVersions } from "@/contracts/texts.ts";
import { formatMoment } from "../lib/moments.ts";
import { type PlainColumn, PlainTable } from "../ui/PlainTable.tsx";

type Version = TextVersions["items"][number];

/** Every version of a text: from when it was shown, who wrote it, how many agreed to it. */
export function Versions({ title, versions }: { title: string; versions: readonly Version[] }) {
  const [read, open] = useState<Version>();
  const isAgreed = versions.some(({ agreed }) => agreed !== null);
  const columns: PlainColumn<Version>[] = [
    { title: "版本", cell: ({ version }) => version },
    { title: "起", cell: ({ valid_from }) => formatMoment(valid_from) },
    { title: "谁", cell: ({ by }) => by ?? "开店时" },
    ...(isAgreed
      ? [{ title: "同意的推广员", isFigure: true, cell: ({ agreed }: Version) => agreed ?? 0 }]
      : []),
    {
      title: "",
      cell: (one) => (
        <Button
          type="link"
          aria-label={`看 ${one.version} 版`}
          onClick={() => open(one)}
        >
          看
        </Button>
      ),
    },
  ];
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{title}</h2>
      </div>
      <PlainTable rows={versions} keyOf={({ version }) => version} columns={columns} />
      {read && (
        <Modal
          open
          centered
          footer={null}
          title={`${read.version} 版`}
          onCancel={() => open(undefined)}
        >
          {read.parts.map(({ title, text }) => (
            <div key={title} className="text-part">
              <h3>{title}</h3>
              <p>{text}</p>
            </div>
          ))}
        </Modal>
      )}
    </section>
  );
}
