SELECT nextval('kept'), nextval('below'), nextval('shrinks'), nextval('narrow');
