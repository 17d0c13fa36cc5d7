import { Button } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { usePages } from "../decoration/queries.ts";
import { pageState } from "../decoration/words.ts";
import { useMay } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { EntryForm } from "./EntryForm.tsx";
import { QuestionsForm } from "./QuestionsForm.tsx";
import { useEntryRules, useQuestions } from "./queries.ts";
import { entryWords, question_words } from "./words.ts";
import "../ui/panel.css";
import "./recruitment.css";

/** What the shop asks of those who want to promote: who may apply, and its own questions. */
export default function RecruitmentPage() {
  return (
    <>
      <PageHead
        about="谁可以申请成为推广员，申请时回答什么；佣金只来自真实成交，邀请本身没有佣金"
        back={{ to: "/distributors", text: "推广员" }}
      >
        <Link to="/settings?tab=texts">推广员协议</Link>
      </PageHead>
      <PagePanel />
      <EntryPanel />
      <QuestionsPanel />
    </>
  );
}

function PagePanel() {
  const pages = usePages();
  const navigate = useNavigate();
  const may = useMay("catalog");
  const page = pages.data?.items.find(({ kind }) => kind === "recruit");
  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>招募页</h2>
          <div className="aux">
            申请前看到的介绍，用模块拼成；比例、条件和表单在它下面，照实显示
          </div>
        </div>
        {may && page && (
          <Button onClick={() => void navigate(`/goods/pages/${page.id}`)}>编辑招募页</Button>
        )}
      </div>
      <Loaded query={pages}>{() => page && <StateTag {...pageState(page)} />}</Loaded>
    </section>
  );
}

function EntryPanel() {
  const rules = useEntryRules();
  const [isOpen, open] = useState(false);
  const may = useMay("rules");
  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>申请条件</h2>
          <div className="aux">申请前在手机上逐条显示，差多少也看得到</div>
        </div>
        {may && <Button onClick={() => open(true)}>修改条件</Button>}
      </div>
      <Loaded query={rules}>
        {(data) => (
          <>
            <ul className="entry-words">
              {entryWords(data).map((one) => <li key={one}>{one}</li>)}
            </ul>
            {data.warned_by && <p className="aux">{`${data.warned_by} 看过并勾选了法律提示`}</p>}
            {isOpen && <EntryForm rules={data} onClose={() => open(false)} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

function QuestionsPanel() {
  const questions = useQuestions();
  const [isOpen, open] = useState(false);
  const may = useMay("rules");
  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>申请问题</h2>
          <div className="aux">回答加密存放，能看个人信息的店员才看得到，一年后删除</div>
        </div>
        {may && <Button onClick={() => open(true)}>修改问题</Button>}
      </div>
      <Loaded query={questions}>
        {(data) => (
          <>
            {data.items.length === 0 ? <p className="aux">没有要回答的问题</p> : (
              <PlainTable
                rows={data.items}
                keyOf={({ id }) => id}
                columns={[
                  { title: "问题", cell: ({ title }) => title },
                  { title: "怎样回答", cell: ({ kind }) => question_words[kind] },
                  { title: "选项", cell: ({ choices }) => choices.join("、") || "–" },
                  { title: "必答", cell: ({ is_required }) => is_required ? "必答" : "选答" },
                ]}
              />
            )}
            {isOpen && <QuestionsForm questions={data} onClose={() => open(false)} />}
          </>
        )}
      </Loaded>
    </section>
  );
}
