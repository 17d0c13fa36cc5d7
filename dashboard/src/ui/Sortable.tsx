import { HolderOutlined } from "@ant-design/icons";
import {
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from "react";
import { moved } from "../lib/moved.ts";
import "./sortable.css";

interface Props<T> {
  items: readonly T[];
  keyOf(item: T): string;
  /** Its name for a screen reader. */
  nameOf(item: T): string;
  /** The same things in another order. */
  onMove(items: T[]): void;
  isDisabled?: boolean;
  /** Beside each other, or one below the other when left out. */
  isRow?: boolean;
  /** A thing, with the handle that moves it. */
  children(item: T, handle: ReactNode): ReactNode;
}

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** Things in an order of somebody's own: moved by dragging their handles, or by the arrow keys on them. */
export function Sortable<T>(
  { items, keyOf, nameOf, onMove, isDisabled = false, isRow = false, children }: Props<T>,
) {
  const [dragged, setDragged] = useState<string>();
  const [said, setSaid] = useState("");
  const handles = useRef(new Map<string, HTMLElement>()).current;
  const focused = useRef<string>(undefined);

  useEffect(() => {
    if (focused.current) handles.get(focused.current)?.focus();
    focused.current = undefined;
  }, [items]);

  function move(key: string, to: number) {
    const from = items.findIndex((item) => keyOf(item) === key);
    if (from < 0 || to < 0 || to >= items.length || from === to) return;
    setSaid(`${nameOf(items[from]!)} 现在是第 ${to + 1} 个`);
    onMove(moved(items, from, to));
  }

  function step(event: KeyboardEvent, key: string, at: number) {
    const by = STEPS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    focused.current = key;
    move(key, at + by);
  }

  function over(event: DragEvent, at: number) {
    if (dragged === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(dragged, at);
  }

  return (
    <>
      <ul className={isRow ? "sortable sortable-row" : "sortable"}>
        {items.map((item, at) => {
          const key = keyOf(item);
          const handle = !isDisabled && (
            <button
              type="button"
              className="sortable-handle"
              draggable
              aria-label={`移动 ${nameOf(item)}，第 ${at + 1} 个`}
              title="拖动，或按方向键"
              ref={(node) => void (node ? handles.set(key, node) : handles.delete(key))}
              onKeyDown={(event) => step(event, key, at)}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = "move";
                event.dataTransfer.setData("text/plain", key);
                const whole = event.currentTarget.closest("li");
                if (whole) event.dataTransfer.setDragImage(whole, 16, 16);
                setDragged(key);
              }}
              onDragEnd={() => setDragged(undefined)}
            >
              <HolderOutlined aria-hidden />
            </button>
          );
          return (
            <li
              key={key}
              className={key === dragged ? "sortable-dragged" : ""}
              onDragOver={(event) => over(event, at)}
              onDrop={(event) => event.preventDefault()}
            >
              {children(item, handle)}
            </li>
          );
        })}
      </ul>
      <span className="sortable-said" role="status">{said}</span>
    </>
  );
}
