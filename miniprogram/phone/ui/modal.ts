import { overlay, takeFocus } from "./screen.ts";

export interface ModalOptions {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  cancelColor?: string;
  confirmText?: string;
  confirmColor?: string;
  editable?: boolean;
  placeholderText?: string;
}

/** wx.showModal's dialog. */
export function askModal(options: ModalOptions): Promise<Record<string, unknown>> {
  const mask = overlay(
    "wx-mask",
    `<div class="wx-modal" role="alertdialog" aria-modal="true"></div>`,
  );
  const box = mask.firstElementChild as HTMLElement;
  box.setAttribute("aria-label", options.title || options.content || "提示");
  takeFocus(box);
  const field = document.createElement("textarea");
  field.placeholder = options.placeholderText ?? "";
  field.value = options.content ?? "";
  if (options.title) box.append(text("h2", options.title));
  if (options.editable) box.append(field);
  else if (options.content) box.append(text("p", options.content));
  const foot = document.createElement("footer");
  box.append(foot);

  return new Promise((resolve) => {
    const add = (label: string, color: string | undefined, name: string, confirm: boolean) => {
      const button = text("button", label);
      button.className = name;
      if (color) button.style.color = color;
      button.addEventListener("click", () => {
        mask.remove();
        resolve({ confirm, cancel: !confirm, ...options.editable && { content: field.value } });
      });
      foot.append(button);
    };
    if (options.showCancel !== false) {
      add(options.cancelText ?? "取消", options.cancelColor, "cancel", false);
    }
    add(options.confirmText ?? "确定", options.confirmColor, "confirm", true);
  });
}

export function text(tag: string, content: string, class_name = ""): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = content;
  if (class_name) element.className = class_name;
  return element;
}
