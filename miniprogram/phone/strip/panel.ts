import { text } from "../ui/modal.ts";

/** A titled group of controls. */
export function panel(title: string, ...content: HTMLElement[]): HTMLElement {
  const element = document.createElement("section");
  element.append(text("h2", title), ...content);
  return element;
}

/** A button that says what went wrong, below itself. */
export function action(label: string, act: () => unknown, class_name = ""): HTMLButtonElement {
  const button = text("button", label, class_name) as HTMLButtonElement;
  button.type = "button";
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await act();
      button.removeAttribute("data-error");
    } catch (error) {
      button.dataset.error = (error as Error).message;
      button.title = (error as Error).message;
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

/** Two controls side by side. */
export function pair(...content: [HTMLElement, HTMLElement]): HTMLElement {
  const element = document.createElement("div");
  element.className = "pair";
  element.append(...content);
  return element;
}
