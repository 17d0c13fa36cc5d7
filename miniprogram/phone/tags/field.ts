import { defineTag, reflect, silent, type Tag } from "./define.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;

const KEYBOARDS: Record<string, string> = {
  number: "numeric",
  digit: "decimal",
  idcard: "text",
  tel: "tel",
};

/** input and textarea: the browser's own elements, so that everything that types can type. */
const field = (name: "input" | "textarea") =>
  defineTag(name, {
    attributes: {
      value: null,
      placeholder: String,
      disabled: Boolean,
      maxlength: 140,
      focus: Boolean,
      autoFocus: Boolean,
      type: "text",
      password: Boolean,
      name: String,
      confirmType: "done",
      autoHeight: Boolean,
      ariaLabel: null,
      placeholderStyle: String,
      placeholderClass: String,
      ...silent(
        "cursorSpacing cursor selectionStart selectionEnd adjustPosition holdKeyboard confirmHold alwaysEmbed " +
          "safePasswordCertPath safePasswordLength safePasswordTimeStamp safePasswordNonce safePasswordSalt " +
          "safePasswordCustomHash autoFill ariaRole ariaRoledescription fixed showConfirmBar " +
          "disableDefaultPadding allowClear bindnicknamereview cursorColor adjustKeyboardTo",
      ),
    },
    created(tag) {
      const element = tag.element as Field;
      tag.value = () => element.value;
      tag.reset = () => tag.set({ value: "" });
      element.addEventListener("input", () => typed(tag, element));
      element.addEventListener(
        "focus",
        () => tag.say("focus", { value: element.value, height: 0 }),
      );
      element.addEventListener("blur", () => {
        tag.say("blur", { value: element.value, cursor: element.value.length });
      });
      element.addEventListener("keydown", (event) => {
        const { key, isComposing } = event as KeyboardEvent;
        if (key !== "Enter" || isComposing || name !== "input") return;
        tag.say("confirm", { value: element.value });
        element.blur();
      });
    },
    attached(tag) {
      if (tag.attribute("autoFocus")) tag.element.focus();
      grow(tag);
    },
    changed: {
      value(value: unknown, tag) {
        const element = tag.element as Field;
        const text = value === undefined || value === null ? "" : String(value);
        if (element.value !== text) element.value = text;
        grow(tag);
      },
      placeholder: (text: string, tag) => reflect(tag.element, "placeholder", text),
      ariaLabel: (text: string, tag) => reflect(tag.element, "aria-label", text),
      disabled: (value: boolean, tag) => reflect(tag.element, "disabled", value),
      maxlength(limit: number, tag) {
        const element = tag.element as Field;
        if (limit >= 0) element.maxLength = limit;
        else element.removeAttribute("maxlength");
      },
      focus(value: boolean, tag) {
        if (value) setTimeout(() => tag.element.focus());
      },
      type: (_: string, tag) => setKeyboard(tag),
      password: (_: boolean, tag) => setKeyboard(tag),
    },
  });

/** The program may answer a text of its own, as on a phone: nothing, or what stands there instead. */
function typed(tag: Tag, element: Field): void {
  tag.set({ value: element.value });
  const cursor = element.selectionStart ?? element.value.length;
  tag.say("input", { value: element.value, cursor, keyCode: 0 });
  grow(tag);
}

function setKeyboard(tag: Tag): void {
  if (!(tag.element instanceof HTMLInputElement)) return;
  tag.element.type = tag.attribute("password") ? "password" : "text";
  tag.element.inputMode = KEYBOARDS[tag.attribute<string>("type")] ?? "text";
}

function grow(tag: Tag): void {
  const { element } = tag;
  if (!(element instanceof HTMLTextAreaElement) || !tag.attribute("autoHeight")) return;
  element.rows = 1; // a browser's own textarea is never below two lines
  element.style.height = "auto";
  if (element.scrollHeight) element.style.height = `${element.scrollHeight}px`;
}

export const input = field("input");
export const textarea = field("textarea");
