import { Input, Radio, Switch } from "antd";
import { article_most } from "@/contracts/training.ts";
import { Field } from "../product/Field.tsx";
import { shown_states } from "../materials/words.ts";
import { PictureInput } from "../ui/form/PictureInput.tsx";
import { RichTextField } from "../ui/rich_text/RichTextField.tsx";
import type { Draft, Problems } from "./draft.ts";

interface Props {
  draft: Draft;
  problems: Problems;
  /** Distributors have been told of it before. */
  wasOut: boolean;
  change(some: Partial<Draft>): void;
}

/** What an article says, and whether distributors see it. */
export function ArticleFields({ draft, problems, wasOut, change }: Props) {
  return (
    <>
      <section className="panel">
        <Field label="标题" id="article-title" problem={problems.title}>
          <Input
            id="article-title"
            value={draft.title}
            maxLength={article_most.title}
            showCount
            onChange={({ target }) => change({ title: target.value })}
          />
        </Field>
        <Field
          label="简介"
          id="article-summary"
          problem={problems.summary}
          extra="列表里写在标题下面，最多显示两行"
        >
          <Input
            id="article-summary"
            value={draft.summary}
            maxLength={article_most.summary}
            showCount
            onChange={({ target }) => change({ summary: target.value })}
          />
        </Field>
        <Field label="封面" problem={problems.cover_url} extra="可以不放；列表里裁成 4:3">
          <PictureInput
            label="封面"
            value={draft.cover_url}
            onChange={(cover_url) => change({ cover_url })}
          />
        </Field>
        <Field label="状态" problem={problems.status}>
          <Radio.Group
            value={draft.status}
            options={shown_states}
            onChange={({ target }) => change({ status: target.value })}
          />
        </Field>
        {wasOut && draft.status === "on" && (
          <Field
            label="请推广员重读"
            id="article-again"
            extra="打开后，读过的人会重新看到“未读”；只改错字就不用"
          >
            <Switch
              id="article-again"
              checked={draft.tell_again}
              onChange={(tell_again) => change({ tell_again })}
            />
          </Field>
        )}
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2>正文</h2>
        </div>
        <p className="aux">手机上就是这个样子。图片可以直接拖进来或粘贴</p>
        <Field problem={problems.rich_text}>
          <RichTextField
            label="正文"
            value={draft.rich_text}
            onChange={(rich_text) => change({ rich_text })}
          />
        </Field>
      </section>
    </>
  );
}
