import { useNavigate, useParams } from "react-router";
import { useStaff } from "../lib/staff.tsx";
import { shown_words } from "../materials/words.ts";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { ArticleEditor } from "./ArticleEditor.tsx";
import { useArticle } from "./queries.ts";
import "../ui/editor.css";
import "../ui/panel.css";

const back = { to: "/distributors/training", text: "培训" };

/** A training article, new or changed. */
export default function ArticlePage() {
  const { article } = useParams();
  return article ? <Changed key={article} id={article} /> : <New />;
}

/** Where what is typed is kept, on this computer, for this person. */
function usePlace(article: string): string {
  const { shop, staff_id } = useStaff();
  return ["qingteng.article", shop.code, staff_id, article].join(".");
}

function New() {
  const navigate = useNavigate();
  const place = usePlace("new");
  return (
    <>
      <PageHead title="新建文章" about="填的内容会自动保留，保存后清掉" back={back} />
      <ArticleEditor
        place={place}
        onSaved={({ id }) => void navigate(`/distributors/training/${id}`, { replace: true })}
      />
    </>
  );
}

function Changed({ id }: { id: string }) {
  const query = useArticle(id);
  const place = usePlace(id);
  return (
    <>
      <PageHead
        title={query.data?.title ?? "文章"}
        about={query.data && (
          <>
            <StateTag {...shown_words[query.data.status]} /> {query.data.readers} /{" "}
            {query.data.distributors} 位推广员读过
          </>
        )}
        back={back}
      />
      <Loaded query={query}>
        {(article) => <ArticleEditor place={place} article={article} />}
      </Loaded>
    </>
  );
}
