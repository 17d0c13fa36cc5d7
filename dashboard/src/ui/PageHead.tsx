import { LeftOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { usePageTitle } from "./Here.tsx";
import "./page_head.css";

interface Props {
  /** Where it is not the page's own name. */
  title?: string;
  /** What the page is for, or the state of what it shows. */
  about?: ReactNode;
  back?: { to: string; text: string };
  /** The main action. */
  children?: ReactNode;
}

/** The head of every page. */
export function PageHead({ title, about, back, children }: Props) {
  const page_title = usePageTitle();
  return (
    <header className="page-head">
      <div className="page-words">
        {back && (
          <Link to={back.to} className="back">
            <LeftOutlined /> {back.text}
          </Link>
        )}
        <h1>{title ?? page_title}</h1>
        {about && <div className="aux">{about}</div>}
      </div>
      {children}
    </header>
  );
}
