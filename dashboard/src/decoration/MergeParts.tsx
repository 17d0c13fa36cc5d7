import { Radio, Tag } from "antd";
import type { ReactNode } from "react";
import type { Block } from "@/contracts/pages.ts";
import { BlockWords } from "./BlockWords.tsx";
import { type Fork, isSame, type Side, type Told } from "./merge.ts";
import { kind_words, summaryOf } from "./words.ts";

interface Chosen {
  /** The heading: a block, the page's name or the order. */
  name: string;
  value: Side;
  onChange(side: Side): void;
}

interface Sides {
  before: ReactNode;
  theirs: ReactNode;
  mine: ReactNode;
}

/** A choice between both edits, side by side with the version that both began from. */
export function Choice({ name, value, onChange, before, theirs, mine }: Chosen & Sides) {
  return (
    <div className="merge-choice">
      <h4>{name}</h4>
      <Radio.Group
        className="merge-sides"
        aria-label={`${name} 用谁的`}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        <div className="merge-side">
          <span className="aux">原来</span>
          <div>{before}</div>
        </div>
        <div className="merge-side merge-eligible" onClick={() => onChange("theirs")}>
          <Radio value="theirs">对方的</Radio>
          <div>{theirs}</div>
        </div>
        <div className="merge-side merge-eligible" onClick={() => onChange("mine")}>
          <Radio value="mine">我的</Radio>
          <div>{mine}</div>
        </div>
      </Radio.Group>
    </div>
  );
}

export function ForkedBlock({ fork, choice }: { fork: Fork; choice: Chosen }) {
  const { base, mine, theirs } = fork;
  const blocks = [base, mine, theirs].filter((one) => one !== null);
  const only = differing(blocks);
  const words = (block: Block | null) =>
    block ? <BlockWords block={block} only={only} /> : <p>没有这个模块</p>;
  const gone = <p>删掉这个模块</p>;
  return (
    <Choice
      {...choice}
      name={nameOf(base ?? blocks[0]!)}
      before={words(base)}
      theirs={theirs ? words(theirs) : gone}
      mine={mine ? words(mine) : gone}
    />
  );
}

/** The blocks of a page in order. */
export function Order({ blocks }: { blocks: Block[] }) {
  return (
    <ol className="merge-order">
      {blocks.map((block) => <li key={block.id}>{nameOf(block)}</li>)}
    </ol>
  );
}

const verbs = { title: "改", changed: "改", added: "加", removed: "删", moved: "移" } as const;

/** One change of the other editor. */
export function ToldRow({ told }: { told: Told }) {
  return (
    <li>
      <Tag className="merge-verb">{verbs[told.what]}</Tag>
      <div className="merge-what">
        <Did told={told} />
      </div>
    </li>
  );
}

function Did({ told }: { told: Told }) {
  switch (told.what) {
    case "title":
      return <>页面名称：{told.before} → {told.after}</>;
    case "moved":
      return <>{nameOf(told.block)} 换了位置</>;
    case "removed":
      return <>{nameOf(told.block)}</>;
    case "added":
      return (
        <>
          {nameOf(told.block)}
          <BlockWords block={told.block} />
        </>
      );
    case "changed":
      return <Changed before={told.before} after={told.after} />;
  }
}

function Changed({ before, after }: { before: Block; after: Block }) {
  const only = differing([before, after]);
  return (
    <>
      {nameOf(before)}
      <div className="merge-sides merge-two">
        <div className="merge-side">
          <span className="aux">原来</span>
          <BlockWords block={before} only={only} />
        </div>
        <div className="merge-side">
          <span className="aux">现在</span>
          <BlockWords block={after} only={only} />
        </div>
      </div>
    </>
  );
}

/** The name of a block, as in the list of blocks. */
function nameOf(block: Block): string {
  return [kind_words[block.kind], summaryOf(block)].filter(Boolean).join(" · ");
}

/** The fields in which these blocks differ; all fields of a single block. */
function differing(blocks: Block[]): ReadonlySet<string> {
  const [first, ...others] = blocks as unknown as Record<string, unknown>[];
  const names = Object.keys(first!);
  if (others.length === 0) return new Set(names);
  return new Set(
    names.filter((name) => others.some((other) => !isSame(other[name], first![name]))),
  );
}
