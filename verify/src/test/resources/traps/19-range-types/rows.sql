INSERT INTO zone VALUES (1, '[0,50)', '{[10,20),[30,40)}'), (2, NULL, NULL);
