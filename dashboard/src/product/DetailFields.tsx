import { RichTextField } from "../ui/rich_text/RichTextField.tsx";
import type { Part } from "./Editor.tsx";
import { Field } from "./Field.tsx";

/** What is told of a product in words and pictures. */
export function DetailFields({ draft, change, problems }: Part) {
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>图文详情</h2>
      </div>
      <p className="aux">
        手机上就是这个样子。图片可以直接拖进来或粘贴，连着放的图片之间不留空隙
      </p>
      <Field problem={problems.rich_text}>
        <RichTextField
          label="图文详情"
          value={draft.rich_text}
          onChange={(rich_text) => change({ rich_text })}
        />
      </Field>
    </section>
  );
}
