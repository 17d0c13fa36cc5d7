import { App, Button, Dropdown } from "antd";
import { page_templates, recruit_templates } from "@/contracts/page_templates.ts";
import type { PageDraft } from "@/contracts/staff/pages.ts";

interface Props {
  /** Of the page that is put together. */
  kind: PageDraft["kind"];
  isEmpty: boolean;
  onTake(blocks: PageDraft["blocks"]): void;
}

/** Pages to begin with; what stands here is replaced after a question. */
export function Templates({ kind, isEmpty, onTake }: Props) {
  const { modal } = App.useApp();
  const templates = kind === "recruit" ? recruit_templates : page_templates;
  function take(at: number) {
    const { name, blocks } = templates[at]!;
    if (isEmpty) return onTake(blocks);
    modal.confirm({
      centered: true,
      title: `换成“${name}”模板？`,
      content: "现在的模块会被换掉；还没保存，不影响买家看到的。",
      okText: "换成模板",
      cancelText: "先不换",
      onOk: () => onTake(blocks),
    });
  }
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: templates.map(({ name, about }, at) => ({
          key: at,
          label: (
            <span className="template">
              <b>{name}</b> <span className="aux">{about}</span>
            </span>
          ),
        })),
        onClick: ({ key }) => take(Number(key)),
      }}
    >
      <Button>从模板开始</Button>
    </Dropdown>
  );
}
