import { askAction } from "../ui/action_sheet.ts";
import { askDate } from "../ui/date_sheet.ts";
import { report } from "../engine/errors.ts";
import { defineTag, silent, type Tag } from "./define.ts";

type Choice = string | Record<string, unknown>;

/** `selector`, `date` and `time`; other modes are said to be missing. */
export const picker = defineTag("picker", {
  attributes: {
    mode: "selector",
    range: null,
    rangeKey: String,
    value: null,
    start: String,
    end: String,
    disabled: Boolean,
    name: String,
    headerText: String,
    ...silent("fields level"),
  },
  created(tag) {
    tag.value = () => tag.attribute("value");
    tag.on("tap", () => {
      if (!tag.attribute("disabled")) pick(tag).catch(report);
    });
  },
});

async function pick(tag: Tag): Promise<void> {
  const mode = tag.attribute<string>("mode");
  const value = mode === "selector"
    ? await pickOne(tag)
    : mode === "date" || mode === "time"
    ? await askDate(
      mode,
      String(tag.attribute("value") ?? ""),
      tag.attribute("start"),
      tag.attribute("end"),
    )
    : unknownMode(mode);
  if (value === null) return tag.say("cancel");
  tag.set({ value });
  tag.say("change", { value });
}

async function pickOne(tag: Tag): Promise<string | null> {
  const key = tag.attribute<string>("rangeKey");
  const range = tag.attribute<Choice[] | null>("range") ?? [];
  const texts = range.map((one) => String(typeof one === "object" ? one[key] : one));
  const chosen = await askAction(texts, tag.attribute("headerText"));
  return chosen === null ? null : String(chosen);
}

function unknownMode(mode: string): never {
  throw new Error(`the phone has no picker of mode "${mode}"`);
}
