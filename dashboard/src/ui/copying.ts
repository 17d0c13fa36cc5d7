import { useRef, useState } from "react";

/** Copies a text, or marks the element of `ref` where copying is not allowed. */
export function useCopying<E extends HTMLElement>(text: string) {
  const ref = useRef<E>(null);
  const [copied, setCopied] = useState<string>();

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      getSelection()?.selectAllChildren(ref.current!);
    }
  }

  return { ref, isCopied: copied === text, copy: () => void copy() };
}
