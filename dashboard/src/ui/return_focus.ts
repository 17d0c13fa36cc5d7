import { useEffect, useRef } from "react";

/**
 * When this goes, focus returns to where it was when it came, and where that is gone, to what lies in front: an open
 * drawer or the page. Otherwise it would fall to the body, and who works by keyboard begins at the top again.
 */
export function useReturnFocus(): void {
  const giveBack = useRef<() => void>(undefined);
  giveBack.current ??= takeFocus();
  useEffect(() => () => giveBack.current!(), []);
}

/** Something comes on top of the page and takes the focus: answers what gives it back when that has gone. */
export function takeFocus(): () => void {
  const before = document.activeElement as HTMLElement | null;
  return () => {
    // What lies on top goes a moment later, and takes the focus with it.
    for (const after_ms of [0, 150, 400]) setTimeout(() => giveBack(before), after_ms);
  };
}

function giveBack(asked: HTMLElement | null): void {
  if (isLost()) (isThere(asked) ? asked : front())?.focus({ preventScroll: true });
}

const isLost = () =>
  document.activeElement === null || document.activeElement === document.body ||
  !document.activeElement.checkVisibility();

function isThere(element: HTMLElement | null): element is HTMLElement {
  return element !== null && element !== document.body && element.checkVisibility();
}

/** The last of what lies on top of each other, or the page. */
function front(): HTMLElement | null {
  const layers = document.querySelectorAll<HTMLElement>(
    ".ant-drawer-open .ant-drawer-section, .ant-modal[role=dialog]",
  );
  return [...layers].findLast((layer) => layer.checkVisibility()) ??
    document.querySelector<HTMLElement>("main, [role=main]");
}
