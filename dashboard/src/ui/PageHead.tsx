import { LeftOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { Link } from "react-router";

interface Props {
  title: string;
  /** What the page is for, or the state of what it shows. */
  about?: ReactNode;
  back?: { to: string; text: string };
  /** The main action. */
  children?: ReactNode;
}

/** The head of every page. */
export function PageHead({ title, about, back, children }: Props) {
  return (
    <header className="page-head">
      <div className="page-words">
        {back && (
          <Link to={back.to} className="back">
            <LeftOutlined /> {back.text}
          </Link>
        )}
        <h1>{title}</h1>
        {about && <div className="aux">{about}</div>}
      </div>
      {children}
    </header>
  );
}
