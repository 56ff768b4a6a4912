"""Bad input of every kind, each with a clear answer and nothing lost.

| what | where |
|:--|:--|
| empty bodies, 65,536 characters in the body and in each field | `test_long_and_empty.py` |
| forged, repeated, reordered and missing headings | `test_headings.py` |
| markdown, HTML, mentions, control and bidirectional characters in each field | \
`test_text_in_each_field.py`; through a whole build: `../test_promise_5_text_is_data.py` |
| names that differ by case or look alike | `test_names_alike.py` |
| an edit in the second before or after a label, while Slipway is down, by a third person | \
`test_edits_at_bad_moments.py` |
| an edit between label and build | `../test_promise_1_between_decision_and_build.py` |
| transferred in with its labels, transferred out, deleted | `../test_issue_is_moved_about.py` |
| locked | `../test_promise_3_github_out_of_reach.py` |
| labels renamed, deleted and recreated, made by hand, set with triage, by the author, by a bot, \
by who leaves the team a minute later | `test_labels_by_hand.py`; another label renamed to the \
approval's name: `../test_promise_2_a_label_alone_is_nothing.py` |
| two requests for one name at one moment, under each limit | `test_two_for_one_name.py` |
| YAML bombs, anchors, doubled keys, tabs, a 1 MB policy, deep, long and slow conditions | \
`test_hostile_policies.py`; how soon: `tests/domain/policy/test_any_text.py`; in a commit that \
nobody reviewed yet: `tests/judging` |
"""
