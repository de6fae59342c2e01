"""A plain logistic regression over words and pairs of words (scikit-learn), as one would write it in an afternoon.

`python run_ngrams.py TRAIN TITLES ANSWERS one|all`: trained on labelled JSON lines, then asked for titles, one at a
time as a service is, or all at once. Only the asking is timed.
"""

import json
import sys
from pathlib import Path
from time import perf_counter, process_time

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

train = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
titles = [json.loads(line)["text"] for line in Path(sys.argv[2]).read_text().splitlines()]
model = make_pipeline(CountVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=1000))
model.fit([row["text"] for row in train], [row["label"] for row in train])
wall, cpu = perf_counter(), process_time()
said = model.predict(titles) if sys.argv[4] == "all" else [model.predict([title])[0] for title in titles]
told = {"cpu": process_time() - cpu, "wall": perf_counter() - wall, "count": len(titles)}
Path(sys.argv[3]).write_text("\n".join(said))
print(json.dumps(told))
